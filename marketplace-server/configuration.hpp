#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "marketplace-server/settings.hpp"

namespace haat::server {

// What somebody wrote, by member: "listen" -> "0.0.0.0:80". A list's items stand between commas.
using Words = std::map<std::string, std::string>;

// Where the operator chooses; what comes later wins.
struct Choices {
  std::filesystem::path file{};  // JSON; empty: none
  Words environment{};
  Words options{};
};

// Of the members of the schema that a text can say: HAAT_SERVER_MAX_UPLOAD. Other variables, which
// orchestrators set, are none of ours.
Words environment_words();

struct Configuration {
  Settings settings;
  // What cannot be meant, one sentence each, with its place. ("config-unreadable",
  // "config-invalid"; of the command line "option-invalid")
  std::vector<Error> faults;
};
Configuration read_configuration(const Choices& choices);

// What only shows when it is put to use: a policy that names an unknown rule, a provider without a
// library, an address that is none.
std::vector<Error> faults_of(const Settings& settings);

std::string configuration_schema();  // JSON Schema, draft 7, with every member described

}  // namespace haat::server
