/** XML as tables of contents and Metadata have it: UTF-8, no document type, no prefixes. */
@NullMarked
package org.xipline.archive.xar.xml;

import org.jspecify.annotations.NullMarked;
