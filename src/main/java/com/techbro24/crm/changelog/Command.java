package com.techbro24.crm.changelog;

/**
 * A request to change something. Each command is a record; its components are the input, with their
 * constraints.
 */
public interface Command {}
