/** The program {@code xipline}: its entry point, and what its commands are wired to. */
@NullMarked
package org.xipline.console;

import org.jspecify.annotations.NullMarked;
