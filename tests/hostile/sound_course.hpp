#pragma once

#include <zlib.h>

#include <string>

#include "tests/unit/hand_made_zip.hpp"

namespace haat::test {

// The parts of a small sound course, of which a case changes one.
inline const std::string manifest_head =
    R"(<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>C</title><item identifier="i" identifierref="r"><title>I</title></item>)";
inline const std::string manifest_middle = R"(</organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="a.html"><file href="a.html"/></resource>)";
inline const std::string manifest_tail = "</resources></manifest>";
inline const std::string description =
    R"({"id":"org.example.c","version":"1.0.0","title":{"en":"C"},"competencies":[{"id":"CID1"}]})";

inline std::string times(std::size_t count, const std::string& text) {
  std::string all;
  all.reserve(count * text.size());
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}
// "#" in the text is the number.
inline std::string numbered(std::size_t count, const std::string& text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i)
    for (const char c : text)
      if (c == '#')
        all += std::to_string(i);
      else
        all += c;
  return all;
}

inline std::uint32_t checksum(const std::string& bytes) {
  return static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

inline HandMadeZip::Entry deflated(const std::string& name, const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  HandMadeZip::Entry entry{.name = name, .bytes = packed};
  entry.method = 8;
  entry.unpacked = static_cast<std::uint32_t>(bytes.size());
  entry.crc = checksum(bytes);
  return entry;
}

inline HandMadeZip course(const std::string& manifest, const std::string& page = "<!doctype html>",
                          const std::string& json = description) {
  HandMadeZip zip;
  zip.entries = {deflated("a.html", page), deflated("haat/course.json", json),
                 deflated("imsmanifest.xml", manifest)};
  return zip;
}
inline HandMadeZip sound() {
  return course(manifest_head + manifest_middle + manifest_tail);
}

// A course of SCORM 2004 with these items, resources and shared sequencing.
inline HandMadeZip course_2004(const std::string& items, const std::string& resources = "",
                               const std::string& collection = "") {
  return course(
      R"(<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" )"
      R"(xmlns:s="http://www.imsglobal.org/xsd/imsss" xmlns:a="http://www.adlnet.org/xsd/adlcp_v1p3" )"
      R"(xmlns:n="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:l="http://ltsc.ieee.org/xsd/LOM">)"
      R"(<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>)"
      R"(<organizations default="o"><organization identifier="o"><title>C</title>)"
      R"(<item identifier="i" identifierref="r"><title>I</title></item>)" +
      items +
      R"(</organization></organizations><resources><resource identifier="r" type="webcontent" )"
      R"(a:scormType="sco" href="a.html"><file href="a.html"/></resource>)" +
      resources + "</resources><s:sequencingCollection>" + collection +
      "</s:sequencingCollection></manifest>");
}

}  // namespace haat::test
