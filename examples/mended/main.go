// Notes is a small service that keeps notes in a SQLite file.
package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // The image has no time zones.

	"github.com/gin-gonic/gin"
	"github.com/glebarez/sqlite" // A SQLite driver in Go: it needs no C library.
	"gorm.io/gorm"
)

type Note struct {
	ID      uint      `json:"id"`
	Text    string    `json:"text"`
	Created time.Time `json:"created"`
}

func main() {
	// Kubernetes collects what a container writes to its standard output.
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil)))
	if err := run(); err != nil {
		slog.Error("stopped", "error", err)
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		return err
	}
	db, err := gorm.Open(sqlite.Open("/data/notes.db"), &gorm.Config{})
	if err != nil {
		return err
	}
	if err := db.AutoMigrate(&Note{}); err != nil {
		return err
	}

	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.GET("/healthz", func(c *gin.Context) { c.Status(http.StatusOK) })
	r.GET("/notes", func(c *gin.Context) {
		var notes []Note
		db.Find(&notes)
		c.JSON(http.StatusOK, notes)
	})
	r.POST("/notes", func(c *gin.Context) {
		note := Note{Created: time.Now().In(zone)}
		if err := c.BindJSON(&note); err != nil {
			return
		}
		db.Create(&note)
		c.JSON(http.StatusCreated, note)
	})

	server := &http.Server{Addr: ":8080", Handler: r}
	go func() {
		<-ctx.Done()
		finish, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = server.Shutdown(finish)
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
