package com.techbro24.crm.changelog;

/**
 * An intent to change something; each is a record whose components are its input and carry its
 * constraints.
 */
public interface Command {}
