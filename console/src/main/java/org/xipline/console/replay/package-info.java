/** What was set aside goes back to the stage that can heal it. */
@NullMarked
package org.xipline.console.replay;

import org.jspecify.annotations.NullMarked;
