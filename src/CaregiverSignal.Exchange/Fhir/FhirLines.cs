using System.Text.Json;
using CaregiverSignal.Files;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using R4 = Hl7.Fhir.Model;

namespace CaregiverSignal.Fhir;

/// <summary>Reads a file's resources of one type; invalid FHIR becomes a fault, with its line.</summary>
internal sealed class FhirLines(Action<Fault> fault)
{
    /// <summary>The most of the library's message, in UTF-16 units: it repeats whole values.</summary>
    private const int LongestMessage = 300;

    private readonly FhirJsonDeserializer deserializer = new(
        new DeserializerSettings().UsingMode(DeserializationMode.Strict)
    );

    public IEnumerable<(int Line, T Resource)> Of<T>(string folder, string name)
        where T : R4.Resource
    {
        foreach (var (line, json) in NdjsonFile.Lines(Path.Combine(folder, name), fault))
        {
            if (Read<T>(name, line, json) is { } resource)
                yield return (line, resource);
        }
    }

    private T? Read<T>(string name, int line, byte[] json)
        where T : R4.Resource
    {
        var type = typeof(T).Name;
        void Wrong(string? path, string message) => fault(In(name, line, path ?? type, message));
        if (json.AsSpan().IndexOf("\\u0000"u8) is >= 0 and var nul)
        {
            Wrong(null, $"has a NUL in a text, at byte {nul + 1}; FHIR allows none");
            return null;
        }

        R4.Resource? resource;
        IEnumerable<CodedException> found;
        try
        {
            var reader = new Utf8JsonReader(json);
            deserializer.TryDeserializeResource(ref reader, out resource, out found);
            if (json.AsSpan((int)reader.BytesConsumed).ContainsAnyExcept(" \t\r\n"u8))
                throw new JsonException(null, null, null, reader.BytesConsumed);
        }
        // At a field without a name the library reads outside its arrays.
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            Wrong(
                null,
                broken is JsonException { BytePositionInLine: { } place }
                    ? $"is not JSON, at byte {place + 1}; allowed is one resource of type {type} a line"
                    : $"cannot be read as a resource; allowed is one of type {type} a line, in UTF-8"
            );
            return null;
        }

        var issues = found.ToList();
        if (resource is not null and not T && resource.TypeName != type)
        {
            Wrong(
                "resourceType",
                $"'{OneLine.Shown(resource.TypeName)}' is not allowed in this file; allowed is {type}"
            );
            return null;
        }

        foreach (var issue in issues)
        {
            var (path, message) = issue is ExtendedCodedException at
                ? (at.InstancePath, at.BaseErrorMessage)
                : (null, issue.Message);
            Wrong(Named(path, type), OneLine.Cut(Named(message, type)!, LongestMessage));
        }

        return issues.Count == 0 ? resource as T : null;
    }

    private static string? Named(string? text, string type) =>
        string.IsNullOrEmpty(text) ? null : text.Replace("$this", type, StringComparison.Ordinal);

    public static Fault In(string name, int line, string path, string message) =>
        new(name, $"line {line}, {path}", message);
}
