#include "core/content/pdf.hpp"

#include <algorithm>
#include <string>

#include "core/package/deflate.hpp"

namespace haat {
namespace {

constexpr std::size_t piece = 4 << 20;
// Of its objects, for each byte of the file: they are text, and there is more in a PDF. A zip of a
// thousand bombs may be as small as one.
constexpr std::size_t most_unpacked = 16;

bool has(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

class Objects {
 public:
  explicit Objects(std::size_t size) : left_(most_unpacked * size) {}

  // What stands outside of streams.
  void look(std::string_view text) {
    font_ = font_ || has(text, "/Font");
    page_ = page_ || has(text, "/Page");
    unknown_ = unknown_ || has(text, "/Encrypt");
  }
  // Since PDF 1.5 objects can be packed in streams of their own. `text` is what stands before it.
  void look_into(std::string_view text, std::string_view packed) {
    const auto dictionary = text.substr(std::min(text.rfind("obj"), text.size()));
    if (!has(dictionary, "/ObjStm")) return;
    if (!has(dictionary, "/FlateDecode") || has(dictionary, "/DecodeParms") || packed.size() < 2)
      return void(unknown_ = true);
    room_.resize(std::min(piece, left_));
    const auto done = inflater_.inflate(packed.substr(2), room_);  // behind the two bytes of zlib's
    if (done.outcome != WholeInflater::Outcome::whole) return void(unknown_ = true);
    left_ -= done.given;
    look({room_.data(), done.given});
  }
  bool decided() const { return font_ || unknown_; }
  PdfText told() const {
    if (font_) return PdfText::some;
    return page_ && !unknown_ ? PdfText::none : PdfText::unknown;
  }

 private:
  bool font_ = false, page_ = false, unknown_ = false;
  std::size_t left_;  // that may be unpacked
  std::string room_;
  WholeInflater inflater_;
};

}  // namespace

PdfText text_of_pdf(std::string_view bytes) {
  constexpr std::string_view begin = "stream", end = "endstream";
  if (!has(bytes.substr(0, 1024), "%PDF-")) return PdfText::unknown;
  Objects objects(bytes.size());
  for (std::size_t at = 0; at < bytes.size() && !objects.decided();) {
    const auto stream = std::min(bytes.find(begin, at), bytes.size());
    const auto text = bytes.substr(at, stream - at);
    objects.look(text);
    if (stream == bytes.size()) break;
    const auto data = bytes.find_first_not_of("\r\n", stream + begin.size());
    const auto after = bytes.find(end, stream + begin.size());
    if (after == std::string_view::npos || data == std::string_view::npos) return PdfText::unknown;
    if (data < after) objects.look_into(text, bytes.substr(data, after - data));
    at = after + end.size();
  }
  return objects.told();
}

}  // namespace haat
