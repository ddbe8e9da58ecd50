#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/signing/key.hpp"
#include "tests/api/client.hpp"
#include "tests/api/packages.hpp"
#include "tests/api/server_process.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {

// A running marketplace with people in it: the partners asha (org.example) and bina (org.other),
// each with a registered key, the curators cura and dev, and the admin.
class Marketplace {
 public:
  explicit Marketplace(std::vector<std::string> arguments = {});

  ServerProcess& server() { return *server_; }
  const std::string& token(const std::string& who) const { return tokens_.at(who); }
  const SecretKey& key(const std::string& partner) const { return keys_.at(partner); }
  const Scratch& scratch() const { return scratch_; }

  Answer ask(const Call& call) const { return test::ask(server_->port(), call); }
  Answer get(const std::string& target, const std::string& who = "") const;
  Answer post(const std::string& target, const std::string& who, const std::string& json) const;

  std::string package(const Recipe& recipe = {}, const std::string& partner = "asha") const;
  std::string submit(const std::string& zip, const std::string& partner = "asha") const;  // its id
  // Answers every item of the rubric: with yes, unless `other` ("images-described" -> "no") says
  // so.
  Answer assess(const std::string& submission, const std::string& who,
                const std::map<std::string, std::string>& other = {}) const;
  std::string answers(const std::map<std::string, std::string>& other = {}) const;  // of assess()
  void accept(const std::string& submission) const;  // by cura, who assesses it first
  std::string state(const std::string& submission) const;
  // Whether it gets there within ten seconds: the schedule looks every second.
  bool becomes(const std::string& submission, const std::string& state) const;

  // Somebody more: for a partner, who works for it ("author", "partner"); else for the marketplace.
  void join(const std::string& name, const std::string& role, const std::string& partner = "");
  // Another token of somebody's, under the name `as`.
  void give_token(const std::string& who, const std::string& as, const std::string& json);

  void restart();  // an orderly one, on the same data
  void crash();    // kill -9, and a new start on the same data
  void restart_killed();

 private:
  void settle(const std::string& name, const std::string& role, const std::string& name_space);

  Scratch scratch_;
  std::vector<std::string> arguments_;
  std::unique_ptr<ServerProcess> server_;
  std::map<std::string, std::string> tokens_;
  std::map<std::string, SecretKey> keys_;
};

}  // namespace haat::test
