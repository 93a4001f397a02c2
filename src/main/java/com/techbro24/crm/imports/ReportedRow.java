package com.techbro24.crm.imports;

import com.techbro24.crm.base.InputError;
import java.util.List;

/**
 * A row that was rejected, or imported with a warning.
 *
 * @param row its number in the file, from 1 below the header
 * @param line the line in which it starts; the file's first is 1
 * @param reasons the errors or warnings
 * @param cells as in the file
 */
public record ReportedRow(int row, int line, List<InputError> reasons, List<String> cells) {}
