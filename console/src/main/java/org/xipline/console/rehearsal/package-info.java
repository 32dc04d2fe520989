/** What the JVM is shown after a build, so that short commands start quickly. */
@NullMarked
package org.xipline.console.rehearsal;

import org.jspecify.annotations.NullMarked;
