/**
 * What tests share: a fresh database of each kind, the spine put together over it, and a clock that
 * a test moves.
 */
@NullMarked
package com.techbro24.crm.support;

import org.jspecify.annotations.NullMarked;
