#include "core/content/pdf.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  if (file.kind() == FileKind::document && file.whole() &&
      text_of_pdf(file.bytes()) == PdfText::none)
    report(file.path(), 0, "it names no font, so it seems to be made of pictures");
}

}  // namespace

extern const Rule pdf_without_text;
constinit const Rule pdf_without_text{
    .id = "pdf-without-text",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A PDF seems to hold pictures of text, and no text.",
    .why = "It cannot be read aloud, searched, enlarged without blur, or copied from.",
    .fix =
        "Export it from the document that it was made of, or let a program for text recognition "
        "(such as OCRmyPDF) put the text behind the pictures.",
    .spec = "WCAG 2.2, 1.4.5",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="scan.pdf"/>
-- scan.pdf --
%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /I 4 0 R >> >> >> endobj
4 0 obj << /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>
stream
/Font
endstream endobj
trailer << /Root 1 0 R >>
%%EOF
)",
    .good = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="text.pdf"/>
-- text.pdf --
%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /Font << /F 4 0 R >> >> >> endobj
4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
trailer << /Root 1 0 R >>
%%EOF
)",
    .check_file = check_file,
};

}  // namespace haat::rules
