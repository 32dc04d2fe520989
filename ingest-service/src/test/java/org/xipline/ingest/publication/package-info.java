@NullMarked
package org.xipline.ingest.publication;

import org.jspecify.annotations.NullMarked;
