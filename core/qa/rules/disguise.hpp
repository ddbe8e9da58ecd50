#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/ascii.hpp"
#include "core/content/content_file.hpp"

namespace haat::rules {

inline bool should_be_harmless(FileKind kind) {
  switch (kind) {
    case FileKind::image:
    case FileKind::drawing:
    case FileKind::audio:
    case FileKind::video:
    case FileKind::captions:
    case FileKind::document:
    case FileKind::office:
    case FileKind::font:
      return true;
    default:
      return false;
  }
}

// What language the text is a program in, as far as it tells; empty: it is no text, or no program.
inline std::string_view language_of(std::string_view head) {
  const auto text = head.substr(0, 4096);
  const auto is_text = [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r' ||
           c == '\f';
  };
  if (!std::all_of(text.begin(), text.end(), is_text)) return {};
  struct Word {
    std::string_view word, language;
  };
  // Data: what a program can hardly do without, and prose has no use for.
  constexpr std::array words{Word{"<?php", "PHP"},
                             Word{"<script", "a web page with a script"},
                             Word{"powershell", "PowerShell"},
                             Word{"invoke-expression", "PowerShell"},
                             Word{"invoke-webrequest", "PowerShell"},
                             Word{"@echo off", "a batch file"},
                             Word{"wscript.", "Windows Script"},
                             Word{"createobject(", "Windows Script"},
                             Word{"document.", "JavaScript"},
                             Word{"function(", "JavaScript"},
                             Word{"eval(", "JavaScript"}};
  const auto lower = lower_case(text);
  for (const auto& [word, language] : words)
    if (lower.find(word) != std::string::npos) return language;
  return {};
}

// Why a file that calls itself media or a document is a program; empty: it is none that is known.
inline std::string disguise_of(const ContentFile& file) {
  if (!should_be_harmless(file.kind())) return {};
  const auto bytes = file.bytes();
  const auto kind = kind_by_bytes(bytes);
  if (kind == FileKind::program)
    return "by its name it is no program, by its first bytes it is one";
  if (is_text(file.kind())) return {};  // drawings and captions have words of their own
  if (bytes.find("<?php") != std::string_view::npos && kind != FileKind::other)
    return "as far as its bytes tell, PHP stands behind its beginning";
  const auto language = kind == FileKind::other ? language_of(bytes) : std::string_view();
  return language.empty() ? std::string()
                          : "by its name it is no program; as far as its text tells it is " +
                                std::string(language);
}

}  // namespace haat::rules
