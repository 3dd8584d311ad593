using System.Text.Json;
using System.Text.Json.Serialization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Files;

/// <summary>
/// What <see cref="JsonFile"/> reads, written out while it is built: worked out at each start instead, it would take
/// longer than all else that a command begins with.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [
        typeof(CodeConverter<LicenceState>),
        typeof(CodeConverter<WordingState>),
        typeof(CodeConverter<ScaleKind>),
        typeof(CodeConverter<Direction>),
        typeof(CodeConverter<MissingEntry.Kind>),
    ]
)]
[JsonSerializable(typeof(Definition))]
[JsonSerializable(typeof(WordingEntry))]
[JsonSerializable(typeof(SupplyEntry))]
[JsonSerializable(typeof(Plan))]
internal sealed partial class FileJson : JsonSerializerContext;

/// <summary>An enum by its codes.</summary>
internal sealed class CodeConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Codes.Parse<T>(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Code());
}
