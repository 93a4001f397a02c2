package com.techbro24.crm.imports;

import com.techbro24.crm.base.Fault;
import java.util.List;

/**
 * A row that was not taken.
 *
 * @param row its place in the file; the first below the header is 1
 * @param line the number of the line it begins in; the file's first is 1
 * @param reasons every fault that was found
 * @param cells as the file has them
 */
public record RefusedRow(int row, int line, List<Fault> reasons, List<String> cells) {}
