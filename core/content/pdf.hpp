#pragma once

#include <string_view>

namespace haat {

enum class PdfText {
  some,     // it names a font, so text can be in it
  none,     // it has pages and no font: pictures of text at most
  unknown,  // encrypted, damaged, or packed in a way that is not looked into
};

// A guess from a PDF's objects (ISO 32000-1, 7.5.7 and 9.5), with its pages left packed. Unpacks at
// most 64 MB, in pieces of 4 MB. `bytes` is the whole file.
PdfText text_of_pdf(std::string_view bytes);

}  // namespace haat
