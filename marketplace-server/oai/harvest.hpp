#pragma once

#include <map>
#include <string>

#include "core/xml/xml_element.hpp"
#include "marketplace-server/catalogue/catalogue.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

// OAI-PMH 2.0 (https://www.openarchives.org/OAI/openarchivesprotocol.html). An item is a course,
// its datestamp the last change in the catalogue, its one format oai_dc. Sets are languages;
// courses that left the catalogue are told as deleted for ever.
struct Harvester {
  std::map<std::string, std::string> arguments;
  std::string base;   // how it reaches this server
  std::string admin;  // an address to write to
  Time now{};
};

// The whole answer. What the protocol calls an error is part of it; an Error here is ours.
Result<XmlElement> answer(const Harvester& harvester, Catalogue& catalogue, Session& session);

}  // namespace haat::server
