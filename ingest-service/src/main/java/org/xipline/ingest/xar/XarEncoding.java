package org.xipline.ingest.xar;

import java.util.Arrays;
import org.xipline.ingest.archive.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/** How bytes are encoded in the heap. */
public enum XarEncoding {
  STORED("application/octet-stream"),
  /** RFC 1950, whatever its older name says. */
  ZLIB("application/x-gzip", "application/zlib"),
  BZIP2("application/x-bzip2"),
  XZ("application/x-xz");

  private final String[] styles;

  XarEncoding(String... styles) {
    this.styles = styles;
  }

  static XarEncoding ofStyle(String style) throws ArchiveRejectedException {
    return Arrays.stream(values())
        .filter(encoding -> Arrays.asList(encoding.styles).contains(style))
        .findFirst()
        .orElseThrow(() ->
            new ArchiveRejectedException(
                RejectionReason.UNSUPPORTED_CONTENT,
                "the encoding \"%s\" is not read".formatted(Quoted.text(style))));
  }
}
