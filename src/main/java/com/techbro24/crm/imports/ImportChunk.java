package com.techbro24.crm.imports;

import com.techbro24.crm.base.Json;
import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.imports.csv.ImportEncoding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A chunk of a received file: some rows, compressed.
 *
 * @param firstRow the index of its first row in the file, from 0 below the header
 */
record ImportChunk(int firstRow, int rows, byte[] content) {
    /** From undecoded rows, one character per byte. */
    static ImportChunk of(int firstRow, List<CsvLine> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (var compressed = new DeflaterOutputStream(bytes, deflater)) {
            compressed.write(Json.bytes(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return new ImportChunk(firstRow, lines.size(), bytes.toByteArray());
    }

    List<CsvLine> lines(ImportEncoding encoding) {
        try (var decompressed = new InflaterInputStream(new ByteArrayInputStream(content))) {
            CsvLine[] raw = Json.MAPPER.readValue(decompressed, CsvLine[].class);
            return List.of(raw).stream().map(line -> line.in(encoding)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
