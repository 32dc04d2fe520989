/** What an archive is to its readers: entries, limits, and the one exception for bad input. */
@NullMarked
package org.xipline.archive.model;

import org.jspecify.annotations.NullMarked;
