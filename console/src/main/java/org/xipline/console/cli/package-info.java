/** What the commands share: how a command line runs, what it prints to, how it ends. */
@NullMarked
package org.xipline.console.cli;

import org.jspecify.annotations.NullMarked;
