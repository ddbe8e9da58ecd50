#include "marketplace-server/blobs/s3/s3_xml.hpp"

#include <algorithm>
#include <pugixml.hpp>

#include "core/ascii.hpp"
#include "core/xml/xml_element.hpp"
#include "marketplace-server/blobs/s3/s3_exchange.hpp"

namespace haat::server {
namespace {

std::string child_of_root(const std::string& xml, const char* name) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size())) return {};
  return document.document_element().child_value(name);
}

}  // namespace

std::string error_code_of(const std::string& xml) {
  std::string code = child_of_root(xml, "Code");
  std::erase_if(code, [](char c) { return !is_letter_or_digit(c); });
  code.resize(std::min<std::size_t>(code.size(), 60));
  return code;
}

std::string upload_id_of(const std::string& xml) {
  return child_of_root(xml, "UploadId");
}

Result<S3Listing> listing_of(const std::string& xml) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size()) ||
      std::string_view(document.document_element().name()) != "ListBucketResult")
    return store_failure("its list of objects cannot be read");
  const pugi::xml_node root = document.document_element();
  S3Listing listing;
  for (const pugi::xml_node node : root.children("Contents")) {
    // "2026-11-28T10:45:17.000Z"
    const std::string modified = std::string(node.child_value("LastModified")).substr(0, 19) + "Z";
    HAAT_TRY(const Time time, parse_rfc3339(modified));
    listing.objects.push_back(
        {node.child_value("Key"), node.child("Size").text().as_ullong(), time});
  }
  if (root.child("IsTruncated").text().as_bool())
    listing.next = root.child_value("NextContinuationToken");
  return listing;
}

std::string completion_of(const std::vector<std::string>& etags) {
  XmlElement root{"CompleteMultipartUpload"};
  for (std::size_t i = 0; i < etags.size(); ++i)
    root.children.push_back({.name = "Part",
                             .children = {{.name = "PartNumber", .text = std::to_string(i + 1)},
                                          {.name = "ETag", .text = etags[i]}}});
  return to_xml(root);
}

}  // namespace haat::server
