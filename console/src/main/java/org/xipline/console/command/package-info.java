/** The command line: one class per command, which reads options, calls, prints and returns. */
@NullMarked
package org.xipline.console.command;

import org.jspecify.annotations.NullMarked;
