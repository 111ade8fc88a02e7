# One word for each thing a developer does. Every target installs what it lacks first: a bare Debian 12 with Swift 6.3 is enough.

.PHONY: build test check demo stress fuzz bench doc setup
.DEFAULT_GOAL := build

## The program, optimised: .build/release/quitus
build: setup
	swift build -c release --product quitus

## Every test. Those that read ../shared say so when it is not there.
test: setup
	scripts/test

## What a machine can see before a person reads: form, warnings, arrows between targets, words.
check: setup
	scripts/check

## The program at work on made-up promotions: judged, explained, decided by a jury, kept in a journal.
demo: build
	scripts/demo

## Thousands of élèves through the record and back, checked at each step.
stress: setup
	scripts/stress

## Bytes thrown at every reader and evaluator, ten minutes each; or one of them: make fuzz DRIVER=Yaml SECONDS=60.
fuzz: setup
	scripts/fuzz $(DRIVER) $(SECONDS)

## Speed, as ratios in one run; never a timed test.
bench: setup
	scripts/bench

## The documentation of the public API, under .build/doc.
doc: setup
	scripts/doc

setup:
	@scripts/setup
