// Reads texts, one JSON string a line, and answers each as kubectl would read it: a line of JSON with the value or the error.
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"

	"sigs.k8s.io/yaml"
)

type answer struct {
	Value json.RawMessage `json:"value,omitempty"`
	Error string          `json:"error,omitempty"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	decoder := json.NewDecoder(in)
	encoder := json.NewEncoder(out)
	for decoder.More() {
		var text string
		if err := decoder.Decode(&text); err != nil {
			panic(err)
		}
		_ = encoder.Encode(read(text))
	}
}

// The lines as apimachinery's LineReader hands them on: without carriage returns, and every one of them ended.
func lines(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text
}

func read(text string) (result answer) {
	defer func() {
		if fault := recover(); fault != nil {
			result = answer{Error: "panic"}
		}
	}()
	// The splitter in front of the parser (apimachinery, util/yaml/decoder.go) refuses such lines.
	for _, line := range strings.Split(lines(text), "\n") {
		rest := strings.TrimSpace(strings.TrimPrefix(line, "---"))
		if strings.HasPrefix(line, "---") && rest != "" && rest[0] != '#' {
			return answer{Error: "invalid Yaml document separator: " + rest}
		}
	}
	value, err := yaml.YAMLToJSON([]byte(lines(text)))
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Value: value}
}
