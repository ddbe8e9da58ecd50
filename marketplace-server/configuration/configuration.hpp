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

// Of the members' variables. Others that begin alike are none of ours: orchestrators set some.
Words environment_words();

struct Configuration {
  Settings settings;
  // What cannot be meant, one sentence each, with its place. ("config-unreadable",
  // "config-invalid"; of the command line "option-invalid")
  std::vector<Error> faults;
  std::string shown;  // JSON: each member's value and where it comes from; secrets are hidden
  Words values;       // each member's value, as JSON
};
Configuration read_configuration(const Choices& choices);

// The members that the two have otherwise.
std::vector<std::string> differences(const Configuration& one, const Configuration& other);

// What only shows when it is put to use: an address that is none, a policy that names an unknown
// rule, a provider without a library.
std::vector<Error> faults_of(const Settings& settings);

}  // namespace haat::server
