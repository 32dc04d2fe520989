/** The one transaction that makes an archive visible, or tells why not. */
@NullMarked
package org.xipline.ingest.publication;

import org.jspecify.annotations.NullMarked;
