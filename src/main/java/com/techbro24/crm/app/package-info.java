/**
 * The command line, the settings and the wiring: every object made by {@code new}, every room
 * mounted, on one page.
 *
 * <p>It has no tables. Nothing imports it; it may import every room.
 */
@NullMarked
package com.techbro24.crm.app;

import org.jspecify.annotations.NullMarked;
