/** Typed settings from a file, the environment and flags, validated together. */
@NullMarked
package org.xipline.runtime.settings;

import org.jspecify.annotations.NullMarked;
