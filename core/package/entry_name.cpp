#include "core/package/entry_name.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <deque>

#include "core/ascii.hpp"

namespace haat {
namespace {

// Walks the characters of a text; bytes that are no UTF-8 come as -1, one at a time.
template <class OnCharacter>
void each_character(std::string_view text, OnCharacter on_character) {
  const auto length = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < length;) {
    const int32_t begin = at;
    UChar32 character = 0;
    U8_NEXT(text.data(), at, length, character);
    if (character < 0) at = begin + 1;
    on_character(character, text.substr(static_cast<std::size_t>(begin),
                                        static_cast<std::size_t>(at - begin)));
  }
}

std::vector<std::string_view> segments(std::string_view name) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0;;) {
    const auto slash = name.find('/', from);
    parts.push_back(name.substr(from, slash - from));
    if (slash == std::string_view::npos) return parts;
    from = slash + 1;
  }
}

bool is_absolute(std::string_view name) {
  const bool drive =
      name.size() >= 2 && name[1] == ':' && ((name[0] | 0x20) >= 'a' && (name[0] | 0x20) <= 'z');
  return name.starts_with('/') || name.starts_with('\\') || drive;
}

// Two names with one key are one file to Windows and macOS.
std::string folded(std::string_view name) {
  auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<int32_t>(name.size())));
  text.foldCase();
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfkc = icu::Normalizer2::getNFKCCasefoldInstance(status);
  std::string key;
  (U_SUCCESS(status) ? nfkc->normalize(text, status) : text).toUTF8String(key);
  return key;
}

// In Shift-JIS, Big5 and GBK a backslash's byte is the second half of many a character.
bool has_backslash(std::string_view name) {
  if (is_utf8(name)) return name.find('\\') != std::string_view::npos;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '\\') return true;
    if (static_cast<unsigned char>(name[i]) > 0x80) ++i;
  }
  return false;
}

// C0, DEL, C1 and the characters that turn or hide the text around them.
bool is_control(UChar32 character) {
  return (character >= 0 && character < 0x20) || (character >= 0x7f && character < 0xa0) ||
         (character >= 0x202a && character <= 0x202e) ||
         (character >= 0x2066 && character <= 0x2069);
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  const auto length = static_cast<int32_t>(bytes.size());
  for (int32_t at = 0; at < length;) {
    std::uint64_t eight = 0;  // most of most texts is ASCII
    if (length - at >= 8) {
      std::memcpy(&eight, bytes.data() + at, 8);
      if ((eight & 0x8080'8080'8080'8080) == 0) {
        at += 8;
        continue;
      }
    }
    UChar32 character = 0;
    U8_NEXT(bytes.data(), at, length, character);
    if (character < 0) return false;
  }
  return true;
}

std::string printable(std::string_view name) {
  std::string text;
  each_character(name, [&](UChar32 character, std::string_view bytes) {
    // C0, DEL, C1 and the characters that turn or hide text around them.
    const bool hidden = (character >= 0x200b && character <= 0x200f) ||
                        (character >= 0x2028 && character <= 0x202e) ||
                        (character >= 0x2060 && character <= 0x206f) || character == 0xfeff;
    if (character >= 0x20 && !(character >= 0x7f && character < 0xa0) && !hidden) {
      text += bytes;
      return;
    }
    for (const char byte : bytes) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\x%02x", static_cast<unsigned char>(byte));
      text += escape.data();
    }
  });
  return text;
}

std::vector<Defect> judge_entry_name(std::string_view name, const Limits& limits) {
  std::vector<Defect> defects;
  const std::string shown = printable(name.substr(0, 200));
  const auto defect = [&](const char* id, std::string message) {
    defects.push_back({id, shown, std::move(message)});
  };

  if (name.empty()) defect("entry-name-empty", "an entry has no name");
  if (is_absolute(name))
    defect("entry-name-absolute",
           "the name \"" + shown + "\" is absolute and could be written anywhere on a disk");
  if (has_backslash(name))
    defect("entry-name-backslash",
           "the name \"" + shown +
               "\" has a backslash, which is a folder to Windows and a letter "
               "to everybody else");
  if (!is_utf8(name)) defect("entry-name-not-utf8", "the name \"" + shown + "\" is not UTF-8");

  bool control = false;
  each_character(name, [&](UChar32 character, std::string_view) {
    control = control || is_control(character);
  });
  if (control) defect("entry-name-control", "the name \"" + shown + "\" has control characters");

  auto parts = segments(name);
  if (!parts.empty() && parts.back().empty()) parts.pop_back();  // a folder's final slash
  bool leaves = false, odd = false;
  for (const auto part : parts) {
    leaves = leaves || part == ".." || part.find("..\\") != std::string_view::npos;
    odd = odd || part == "." || part.empty();
  }
  if (leaves)
    defect("entry-name-traversal",
           "the name \"" + shown + "\" leads out of the package through \"..\"");
  else if (odd && !name.starts_with('/') && !name.empty())
    defect("entry-name-ambiguous",
           "the name \"" + shown +
               "\" has an empty or \".\" part, so it is another name for another file");

  if (name.size() > limits.path_length)
    defect("entry-name-too-long", "the name \"" + shown + "…\" has " + std::to_string(name.size()) +
                                      " bytes; the limit is " + std::to_string(limits.path_length));
  else if (parts.size() > limits.path_depth)
    defect("entry-name-too-deep", "the name \"" + shown + "\" is " + std::to_string(parts.size()) +
                                      " folders deep; the limit is " +
                                      std::to_string(limits.path_depth));
  return defects;
}

Result<void> judge_entry_names_together(const std::string& package,
                                        std::span<const std::string_view> names,
                                        const Limits& limits,
                                        const std::function<void(Defect)>& on_defect) {
  struct Name {
    std::string_view whole;
    std::string_view folded;  // without the slash of a folder
    bool folder() const { return whole.ends_with('/'); }
  };
  std::vector<Name> sorted;
  sorted.reserve(names.size());
  std::deque<std::string> changed;  // by the folding: most are not
  std::uint64_t size = 0;
  for (const auto whole : names) {
    const auto name = whole.substr(0, whole.size() - (whole.ends_with('/') ? 1 : 0));
    auto key = folded(name);
    size += std::max(name.size(), key.size());
    if (size > limits.names_size)
      return fail(Errc::too_large, "names-too-large",
                  package + ": the names of its files have " + std::to_string(size) +
                      " bytes or more together; the limit is " + std::to_string(limits.names_size));
    sorted.push_back({whole, key == name ? name : changed.emplace_back(std::move(key))});
  }
  std::sort(sorted.begin(), sorted.end(), [](const Name& a, const Name& b) {
    return a.folded != b.folded ? a.folded < b.folded : a.whole < b.whole;
  });

  const auto collide = [&](std::string_view name, const std::string& sentence) {
    on_defect({"entry-collision", printable(name), sentence});
  };
  for (auto from = sorted.begin(); from != sorted.end();) {
    const auto to = std::find_if(from, sorted.end(),
                                 [&](const Name& each) { return each.folded != from->folded; });
    for (auto each = std::next(from); each != to; ++each)
      if (each->whole == std::prev(each)->whole)
        on_defect({"entry-duplicate", printable(each->whole),
                   "\"" + printable(each->whole) +
                       "\" is in the package more than once, and readers differ in which "
                       "one they take"});
      else if (!from->folder() || !each->folder())
        collide(each->whole, "\"" + printable(each->whole) + "\" and \"" + printable(from->whole) +
                                 "\" are one file to systems that ignore case or Unicode form");
    // "a" and "a/b": a file where a folder is needed. The first says it for all that lie below.
    const auto file = std::find_if(from, to, [](const Name& each) { return !each.folder(); });
    if (file != to) {
      const std::string inside = std::string(from->folded) + "/";
      const auto below = std::lower_bound(
          to, sorted.end(), inside,
          [](const Name& each, const std::string& text) { return each.folded < text; });
      if (below != sorted.end() && below->folded.starts_with(inside))
        collide(below->whole, "\"" + printable(file->whole) + "\" is a file, and \"" +
                                  printable(below->whole) + "\" needs it to be a folder");
    }
    from = to;
  }
  return {};
}

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string ending_of(std::string_view path) {
  const auto name = file_name(path);
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string() : lower_case(name.substr(dot + 1));
}

}  // namespace haat
