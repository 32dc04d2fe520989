package org.xipline.archive.xar;

import java.util.List;

/**
 * What the table of contents says.
 *
 * @param signatures at most one of each style
 * @param files in the order of the table, a directory before what is in it
 */
public record XarToc(List<XarSignature> signatures, List<XarFile> files) {
  public XarToc {
    signatures = List.copyOf(signatures);
    files = List.copyOf(files);
  }
}
