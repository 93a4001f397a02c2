/**
 * The command line and the wiring: every object is made by {@code new} and every room mounted on
 * one page. The settings are in {@code app.settings}, {@code ./crm dev} is in {@code app.dev}.
 *
 * <p>It has no tables. Nothing imports it; it may import every room.
 */
@NullMarked
package com.techbro24.crm.app;

import org.jspecify.annotations.NullMarked;
