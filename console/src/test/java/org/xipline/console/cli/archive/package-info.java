@NullMarked
package org.xipline.console.cli.archive;

import org.jspecify.annotations.NullMarked;
