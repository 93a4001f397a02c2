package com.techbro24.crm.imports;

import com.techbro24.crm.base.InputError;
import java.util.List;

/**
 * A row that was not taken, or that was taken with a warning.
 *
 * @param row its place in the file; the first below the header is 1
 * @param line the number of the line it begins in; the file's first is 1
 * @param reasons what is wrong with it, or what the warning is about
 * @param cells as the file has them
 */
public record ReportedRow(int row, int line, List<InputError> reasons, List<String> cells) {}
