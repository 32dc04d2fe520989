/**
 * What operators change: recorded before it is done, done in chunks, and resumed by another
 * process.
 */
@NullMarked
package org.xipline.console.action;

import org.jspecify.annotations.NullMarked;
