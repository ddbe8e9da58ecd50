#include <gtest/gtest.h>

#include "core/content/content_file.hpp"
#include "core/content/pdf.hpp"
#include "core/package/deflate.hpp"
#include "core/package/entry_name.hpp"
#include "core/qa/excerpt.hpp"
#include "core/text_places.hpp"

namespace haat {
namespace {

const Limits limits;

TEST(Utf8, IsToldWhereverTheCharacterStands) {
  for (const std::string good : {"\xc3\xb6", "\xe0\xa4\x95", "\xf0\x9f\x98\x80"})
    for (std::size_t before = 0; before < 20; ++before) {
      const std::string text = std::string(before, 'a') + good + std::string(before, 'b');
      EXPECT_TRUE(is_utf8(text)) << text;
      for (std::size_t cut = 1; cut < good.size(); ++cut) {
        EXPECT_FALSE(is_utf8(text.substr(0, before + cut))) << text;
        EXPECT_FALSE(is_utf8(text.substr(before + cut))) << text << cut;
      }
    }
  EXPECT_TRUE(is_utf8(""));
  EXPECT_FALSE(is_utf8("surrogate \xed\xa0\x80"));
  EXPECT_FALSE(is_utf8("overlong \xc0\xaf"));
}

TEST(TextPlaces, CountsLinesAndCharacters) {
  const std::string text = "one\nzw\xc3\xb6lf\r\n\nlast";
  const TextPlaces places(text);
  EXPECT_EQ(places.at(0).line, 1);
  EXPECT_EQ(places.at(0).column, 1);
  EXPECT_EQ(places.at(8).line, 2);
  EXPECT_EQ(places.at(8).column, 4);  // the l: the ö before it is one character of two bytes
  EXPECT_EQ(places.line(2), "zw\xc3\xb6lf");
  EXPECT_EQ(places.line(3), "");
  EXPECT_EQ(places.line(4), "last");
  EXPECT_EQ(places.line(5), "");
  EXPECT_EQ(places.at(text.size() + 1).line, 0);
}

TEST(TextPlaces, FindsThePlaceOfEachCharacterAgain) {
  std::string text = "a\xe0\xa4\x95\n\nb\r\n";
  for (int i = 0; i < 2000; ++i) text += "\xe0\xa4\x95x";
  const TextPlaces places(text);
  for (std::size_t at = 0; at < text.size(); ++at)
    if ((text[at] & 0xc0) != 0x80 && text[at] != '\n' && text[at] != '\r') {
      EXPECT_EQ(places.offset(places.at(at)), at);
    }
  for (const auto& [line, column] : {std::pair(1, 0), {1, 3}, {2, 1}, {9, 1}, {4, 4001}})
    EXPECT_EQ(places.offset({line, column}), std::nullopt) << line << ":" << column;
}

TEST(TextPlaces, CountsFarIntoOneLongLine) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "\xe0\xa4\x95";
  EXPECT_EQ(TextPlaces(text).at(3 * 4000).column, 4001);
}

TEST(TextPlaces, CountsLinesOfNothing) {
  const std::string text(1000, '\n');
  const TextPlaces places(text);
  for (const std::size_t at : {0, 1, 127, 128, 129, 256, 999, 1000}) {
    EXPECT_EQ(places.at(at).line, static_cast<int>(at) + 1);
    EXPECT_EQ(places.at(at).column, 1);
  }
  EXPECT_EQ(places.line(1001).data(), text.data() + 1000);
  EXPECT_EQ(places.line(1002).data(), nullptr);
  EXPECT_EQ(TextPlaces("").at(0), (Place{1, 1}));
}

TEST(Excerpt, EndsWhereNoCharacterBegins) {
  const std::string text = "<a>" + std::string(100'000, '\x80') + "<b>";
  const auto excerpt = cut_excerpt(TextPlaces(text), {1, 4});
  EXPECT_LT(excerpt.text.size(), 4000U);
}

TEST(Excerpt, ShowsWhatStandsAroundThePlace) {
  const auto excerpt = [](const std::string& line, int column) {
    const std::string text = "one\n" + line + "\nthree";
    return cut_excerpt(TextPlaces(text), {2, column});
  };
  const auto whole = excerpt("\t  <img src=\"a.png\">", 4);
  EXPECT_EQ(whole.text, "<img src=\"a.png\">");
  EXPECT_EQ(whole.caret, 1);
  const auto cut = excerpt(std::string(500, 'x') + "<b>" + std::string(500, 'y'), 501);
  EXPECT_EQ(cut.text, "…" + std::string(40, 'x') + "<b>" + std::string(117, 'y') + "…");
  EXPECT_EQ(cut.caret, 42);
  EXPECT_EQ(excerpt("\x1b[31mred", 1).text, "\\x1b[31mred");
  EXPECT_EQ(excerpt("  all of it", 0).text, "all of it");
  EXPECT_EQ(excerpt("  all of it", 0).caret, 0);
  EXPECT_EQ(excerpt("", 1).text, "");
  EXPECT_EQ(excerpt("कखग", 3).caret, 3);
  EXPECT_EQ(excerpt(std::string(2000, ' ') + "<b>", 2001).text, "…" + std::string(40, ' ') + "<b>");
}

struct Held {
  Held(std::string path, std::string text)
      : bytes(std::move(text)), entry{std::move(path), bytes.size()} {}
  std::string bytes;
  Entry entry;
};

TEST(ContentFile, ReadsAPageAsABrowserDoes) {
  const Held held("a/page.HTML",
                  "<!doctype html>\n<html lang=hi><title>T</title>\n<p>One<p>Two <IMG src=x.png>"
                  "<script>eval(1)</script><script type='application/json'>{}</script>");
  const ContentFile file(held.entry, held.bytes, limits);
  ASSERT_NE(file.page(), nullptr);
  EXPECT_EQ(*file.page()->attribute("", "lang"), "hi");
  const auto* body = file.page()->child("body");
  ASSERT_NE(body, nullptr);
  ASSERT_EQ(body->children.size(), 2U);
  EXPECT_EQ(body->children[0].text, "One");
  const auto& image = body->children[1].children.at(0);
  EXPECT_EQ(image.name, "img");
  EXPECT_EQ(image.place.line, 3);
  EXPECT_EQ(image.place.column, 14);
  EXPECT_EQ(image.attributes.at(0).place.column, 19);
  ASSERT_EQ(file.scripts().size(), 1U);
  EXPECT_EQ(file.scripts()[0].text, "eval(1)");
}

TEST(ContentFile, RefusesPagesThatWouldCostTooMuch) {
  std::string deep;
  for (int i = 0; i < 1'500'000; ++i) deep += "<div>";
  std::string hidden = "<svg><foreignObject><script>";
  for (int i = 0; i < 1'500'000; ++i) hidden += "<i a=" + std::to_string(i) + ">";
  std::string reopened = "<p>";
  for (int i = 0; i < 60; ++i) reopened += "<b c=" + std::to_string(i) + ">";
  for (int i = 0; i < 1'000'000; ++i) reopened += "<p>";
  // Ends that close nothing: the depth does not show in the text.
  std::string wrong_ends, ends_in_values, ends_in_comments;
  for (int i = 0; i < 20'000; ++i) {
    wrong_ends += "<div></x>";
    ends_in_values += "<div title='</div>'>";
    ends_in_comments += "<div><!--</div>-->";
  }
  for (const auto* text :
       {&deep, &hidden, &reopened, &wrong_ends, &ends_in_values, &ends_in_comments}) {
    const Held held("page.html", *text);
    const ContentFile file(held.entry, held.bytes, limits);
    EXPECT_EQ(file.page(), nullptr);
    EXPECT_TRUE(file.unreadable_page());
  }
}

TEST(FileKind, IsToldByNameAndByBytes) {
  EXPECT_EQ(kind_by_name("a.b/index.HTM"), FileKind::page);
  EXPECT_EQ(kind_by_name("a.js/readme"), FileKind::other);
  EXPECT_EQ(kind_by_bytes("\x89PNG\r\n\x1a\n..."), FileKind::image);
  EXPECT_EQ(kind_by_bytes("MZ\x90"), FileKind::program);
  EXPECT_EQ(kind_by_bytes("MZ"), FileKind::program);
  EXPECT_EQ(kind_by_bytes("<html>"), FileKind::other);
  EXPECT_EQ(kind_by_bytes(""), FileKind::other);
}

// Objects packed in a stream, as PDF 1.5 and later have them.
std::string pdf_of(const std::string& objects, const std::string& filter = "/FlateDecode") {
  WholeDeflater deflater;
  return "%PDF-1.5\n1 0 obj <</Type /ObjStm /Filter " + filter + ">> stream\r\n\x78\x9c" +
         std::string(deflater.deflate(objects)) + "\nendstream endobj\n%%EOF";
}

TEST(Pdf, LooksIntoPackedObjects) {
  const std::string page = "<< /Type /Page >> " + std::string(200, ' ');
  EXPECT_EQ(text_of_pdf(pdf_of(page)), PdfText::none);
  EXPECT_EQ(text_of_pdf(pdf_of(page + "<< /Font << /F 4 0 R >> >>")), PdfText::some);
  EXPECT_EQ(text_of_pdf(pdf_of("<< /Type /Catalog >>" + std::string(200, ' '))), PdfText::unknown);
}

TEST(Pdf, DoesNotGuessAtWhatItCannotRead) {
  const std::string page = "<< /Type /Page >> " + std::string(200, ' ');
  EXPECT_EQ(text_of_pdf(""), PdfText::unknown);
  EXPECT_EQ(text_of_pdf("/Page"), PdfText::unknown);
  EXPECT_EQ(text_of_pdf("%PDF-1.4 /Page /Encrypt"), PdfText::unknown);
  EXPECT_EQ(text_of_pdf("%PDF-1.4 /Page stream /Font"), PdfText::unknown);
  EXPECT_EQ(text_of_pdf(pdf_of(page, "/LZWDecode")), PdfText::unknown);
  EXPECT_EQ(text_of_pdf(pdf_of(page + std::string(5 << 20, ' '))), PdfText::unknown);
  std::string damaged = pdf_of(page);
  damaged[damaged.find("\x78\x9c") + 2] = '\x07';
  EXPECT_EQ(text_of_pdf(damaged), PdfText::unknown);
}

TEST(Pdf, UnpacksNoMoreThanItsBound) {
  WholeDeflater deflater;
  const std::string page(deflater.deflate("/Page" + std::string(3 << 20, ' ')));
  std::string bomb = "%PDF-1.5\n";
  for (int i = 0; i < 4000; ++i)
    bomb += "obj <</Type /ObjStm /Filter /FlateDecode>> stream\n\x78\x9c" + page + "\nendstream\n";
  EXPECT_EQ(text_of_pdf(bomb), PdfText::unknown);
}

}  // namespace
}  // namespace haat
