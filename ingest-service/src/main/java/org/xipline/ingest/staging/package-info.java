/** A verified archive's payloads and manifest, in the payload store and not yet visible. */
@NullMarked
package org.xipline.ingest.staging;

import org.jspecify.annotations.NullMarked;
