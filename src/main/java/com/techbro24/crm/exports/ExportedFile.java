package com.techbro24.crm.exports;

/**
 * A file in the zip of an export.
 *
 * @param name its name in the zip
 * @param type the type of its rows
 * @param rows number of rows
 * @param bytes its size, unpacked
 * @param sha256 its SHA-256, unpacked, in hexadecimal
 */
public record ExportedFile(String name, String type, long rows, long bytes, String sha256) {}
