// Package kubernetes holds only tests: the files of this folder are decoded as a cluster
// decodes them, where a field that the API does not have is an error.
package kubernetes

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// decoded returns every document of a file as what its apiVersion and kind say. A field
// that the API does not have, a key that is there twice and an unknown kind are errors.
func decoded(text []byte) ([]runtime.Object, error) {
	scheme := runtime.NewScheme()
	if err := errors.Join(appsv1.AddToScheme(scheme), batchv1.AddToScheme(scheme)); err != nil {
		return nil, err
	}
	strict := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDeserializer()
	documents := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	var list []runtime.Object
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		object, _, err := strict.Decode(document, nil, nil)
		if err != nil {
			return nil, err
		}
		list = append(list, object)
	}
}

// Each file holds what a cluster takes, and one that runs with no more rights than needed.
func TestFiles(t *testing.T) {
	files, err := filepath.Glob("*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("found no file: %v", err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			objects, err := decoded(text)
			if err != nil || len(objects) == 0 {
				t.Fatalf("%d objects: %v", len(objects), err)
			}
			for _, object := range objects {
				switch o := object.(type) {
				case *batchv1.CronJob:
					wantCronJob(t, &o.Spec)
					wantPod(t, &o.Spec.JobTemplate.Spec.Template.Spec)
				case *appsv1.Deployment:
					wantDeployment(t, &o.Spec)
					wantPod(t, &o.Spec.Template.Spec)
				default:
					t.Errorf("nothing is known of %T", object)
				}
			}
		})
	}
}

// What is not of the API is refused.
func TestFaultsAreFound(t *testing.T) {
	sound, err := os.ReadFile("cronjob.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"an unknown field":     {"backoffLimit: 0", "backOff: 0"},
		"another case":         {"backoffLimit: 0", "backofflimit: 0"},
		"a key twice":          {"timeZone: Etc/UTC", "timeZone: Etc/UTC\n  timeZone: Etc/UTC"},
		"text for a number":    {"backoffLimit: 0", "backoffLimit: none"},
		"another place":        {"          restartPolicy: Never", "      restartPolicy: Never"},
		"an unknown kind":      {"kind: CronJob", "kind: CronTask"},
		"an unknown version":   {"apiVersion: batch/v1", "apiVersion: batch/v9"},
		"a fault further down": {"            - name: temporary\n", "            - name: temporary\n              emptydir: {}\n"},
	} {
		text := strings.Replace(string(sound), change[0], change[1], 1)
		if text == string(sound) {
			t.Errorf("%s: nothing was changed", name)
		} else if _, err := decoded([]byte(text)); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// want tells where a field is left out or is not what it is to be.
func want[T comparable](t *testing.T, field string, got *T, value T) {
	t.Helper()
	if got == nil {
		t.Errorf("%s is not set, want %v", field, value)
	} else if *got != value {
		t.Errorf("%s is %v, want %v", field, *got, value)
	}
}

// A night never overlaps another one, is not tried again, and is over before the next one.
func wantCronJob(t *testing.T, spec *batchv1.CronJobSpec) {
	t.Helper()
	job := &spec.JobTemplate.Spec
	want(t, "concurrencyPolicy", &spec.ConcurrencyPolicy, batchv1.ForbidConcurrent)
	want(t, "timeZone", spec.TimeZone, "Etc/UTC")
	want(t, "startingDeadlineSeconds", spec.StartingDeadlineSeconds, 4*60*60)
	want(t, "activeDeadlineSeconds", job.ActiveDeadlineSeconds, 6*60*60)
	want(t, "backoffLimit", job.BackoffLimit, 0)
	want(t, "restartPolicy", &job.Template.Spec.RestartPolicy, corev1.RestartPolicyNever)
}

// Serve counts as started once the database answers, and is started again where it is stuck
// itself, never because of the database.
func wantDeployment(t *testing.T, spec *appsv1.DeploymentSpec) {
	t.Helper()
	for key, value := range spec.Selector.MatchLabels {
		if spec.Template.Labels[key] != value {
			t.Errorf("the pods have the label %s %q and are looked for with %q", key, spec.Template.Labels[key], value)
		}
	}
	want(t, "strategy", &spec.Strategy.Type, appsv1.RecreateDeploymentStrategyType)
	for i := range spec.Template.Spec.Containers {
		container := &spec.Template.Spec.Containers[i]
		wantProbe(t, container, "startupProbe", container.StartupProbe, "/readyz")
		wantProbe(t, container, "livenessProbe", container.LivenessProbe, "/healthz")
	}
}

// A probe asks where serve listens, and waits longer than the ten seconds that an answer of
// serve may take.
func wantProbe(t *testing.T, container *corev1.Container, name string, probe *corev1.Probe, path string) {
	t.Helper()
	if probe == nil || probe.HTTPGet == nil {
		t.Errorf("%s does not ask", name)
		return
	}
	want(t, name+" path", &probe.HTTPGet.Path, path)
	if probe.TimeoutSeconds <= 10 {
		t.Errorf("%s waits for %d s", name, probe.TimeoutSeconds)
	}
	port := slices.IndexFunc(container.Ports, func(p corev1.ContainerPort) bool { return p.Name == probe.HTTPGet.Port.String() })
	if port < 0 {
		t.Errorf("%s asks at the port %q, which the container does not have", name, probe.HTTPGet.Port.String())
		return
	}
	want(t, name+" port", &container.Ports[port].ContainerPort, 9469)
	if !slices.Contains(container.Env, corev1.EnvVar{Name: "HANDOVER_LISTEN", Value: "0.0.0.0:9469"}) {
		t.Errorf("%s: serve listens elsewhere", name)
	}
}

// A pod runs as the user of the image, has no token of the cluster, gains no rights and
// writes to its volumes only.
func wantPod(t *testing.T, pod *corev1.PodSpec) {
	t.Helper()
	want(t, "automountServiceAccountToken", pod.AutomountServiceAccountToken, false)
	if pod.SecurityContext == nil || pod.SecurityContext.SeccompProfile == nil {
		t.Error("securityContext is not set")
		return
	}
	want(t, "runAsNonRoot", pod.SecurityContext.RunAsNonRoot, true)
	want(t, "runAsUser", pod.SecurityContext.RunAsUser, 65532)
	want(t, "runAsGroup", pod.SecurityContext.RunAsGroup, 65532)
	want(t, "fsGroup", pod.SecurityContext.FSGroup, 65532)
	want(t, "seccompProfile", &pod.SecurityContext.SeccompProfile.Type, corev1.SeccompProfileTypeRuntimeDefault)
	if len(pod.Containers) != 1 {
		t.Errorf("it has %d containers, want one", len(pod.Containers))
	}
	for i := range pod.Containers {
		container := &pod.Containers[i]
		wantLimits(t, container)
		for _, mount := range container.VolumeMounts {
			if !slices.ContainsFunc(pod.Volumes, func(v corev1.Volume) bool { return v.Name == mount.Name }) {
				t.Errorf("the volume %s is mounted and not there", mount.Name)
			}
		}
	}
}

func wantLimits(t *testing.T, container *corev1.Container) {
	t.Helper()
	limits := container.SecurityContext
	if limits == nil || limits.Capabilities == nil {
		t.Error("the container has no securityContext")
		return
	}
	want(t, "allowPrivilegeEscalation", limits.AllowPrivilegeEscalation, false)
	want(t, "readOnlyRootFilesystem", limits.ReadOnlyRootFilesystem, true)
	if !slices.Equal(limits.Capabilities.Drop, []corev1.Capability{"ALL"}) || len(limits.Capabilities.Add) > 0 {
		t.Errorf("the container drops %v and adds %v", limits.Capabilities.Drop, limits.Capabilities.Add)
	}
	if container.Resources.Limits.Memory().IsZero() {
		t.Error("nothing limits the memory")
	}
}
