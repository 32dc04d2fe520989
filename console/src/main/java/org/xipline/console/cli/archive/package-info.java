/** Commands on archive files: {@code verify}, {@code list}, {@code extract} and {@code pack}. */
@NullMarked
package org.xipline.console.cli.archive;

import org.jspecify.annotations.NullMarked;
