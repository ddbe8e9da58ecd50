#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/signing/key.hpp"
#include "core/signing/statement.hpp"

namespace haat::test {

// What a package shall be like; the rest of it is right.
struct Recipe {
  std::string course = "org.example.first-aid";
  std::string version = "1.0.0";
  std::string title = "First aid";
  std::string title_hi = "प्राथमिक उपचार";
  bool launch_file = true;                        // without it, an error finding
  std::map<std::string, std::string> files = {};  // more of them: path -> bytes
  std::string competency = "COMSUBTHEME-000002";
  int level = 1;
  std::string provider = "Example institution";
};

// Packs it and, with a key, signs it. The zip's bytes.
std::string make_package(const std::filesystem::path& scratch, const Recipe& recipe,
                         const SecretKey* key);

// The same, with one more signature.
std::string sign_package(const std::filesystem::path& scratch, const std::string& zip,
                         const Recipe& recipe, const SecretKey& key,
                         Statement::Kind kind = Statement::Kind::authored);

// A signed package with one file changed afterwards.
std::string change_package(const std::filesystem::path& scratch, const std::string& zip);

SecretKey new_key(const std::string& name);

}  // namespace haat::test
