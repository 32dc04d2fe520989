@NullMarked
package org.xipline.ingest.arrival;

import org.jspecify.annotations.NullMarked;
