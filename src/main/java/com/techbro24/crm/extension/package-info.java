/**
 * What a jar of your own is written against. It is frozen: within an {@code apiVersion} nothing is
 * removed or changed. Everything else of the program is hidden from a jar.
 */
@NullMarked
package com.techbro24.crm.extension;

import org.jspecify.annotations.NullMarked;
