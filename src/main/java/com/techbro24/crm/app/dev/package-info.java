/**
 * {@code ./crm dev}: compiles what was saved and restarts the server in a fresh class loader.
 *
 * <p>Invariant: only types of the JDK and of the libraries are shared between two starts.
 */
@NullMarked
package com.techbro24.crm.app.dev;

import org.jspecify.annotations.NullMarked;
