#pragma once

#include "core/competency/dictionary.hpp"
#include "core/xml/xml_element.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

inline constexpr const char* oai_dc_namespace = "http://www.openarchives.org/OAI/2.0/oai_dc/";
inline constexpr const char* oai_dc_schema = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd";

// A release as unqualified Dublin Core, each text in all its languages. `address` is where the
// course is found.
XmlElement dublin_core(const Release& release, const Dictionary& dictionary,
                       const std::string& address);

}  // namespace haat::server
