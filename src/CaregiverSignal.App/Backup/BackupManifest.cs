using System.Text.Json;

namespace CaregiverSignal.Backup;

/// <summary>What is in a backup: the list of its parts, and what the store among them holds.</summary>
/// <param name="Format">The form of the backup; another program may have another.</param>
/// <param name="Version">The program that made it.</param>
/// <param name="Rows">How many rows each table of the store has.</param>
/// <param name="LeftOut">Settings that were set, and are secrets.</param>
public sealed record BackupManifest(
    int Format,
    string Version,
    DateTimeOffset MadeAt,
    int Schema,
    IReadOnlyDictionary<string, long> Rows,
    IReadOnlyList<BackupPart> Parts,
    IReadOnlyList<string> LeftOut
)
{
    public const int OwnFormat = 1;
    public const string Name = "manifest.json";
    public const string Store = "store.db";
    public const string Settings = "settings.json";
    public const string Keys = "keys/";
    public const string Questionnaires = "questionnaires/";

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public long People => Rows.GetValueOrDefault("caregiver");

    public static BackupManifest? Read(Stream text) => JsonSerializer.Deserialize<BackupManifest>(text, Indented);

    public void Write(Stream text) => JsonSerializer.Serialize(text, this, Indented);

    /// <summary>Whether every part has a name of ours, which leads nowhere but into the folder it is put in.</summary>
    public bool IsOurs =>
        Parts.Any(part => part.Name == Store)
        && Parts.All(part =>
            part.Name is Store or Settings
            || (part.Name.StartsWith(Keys, StringComparison.Ordinal) && IsPlain(part.Name[Keys.Length..]))
            || (
                part.Name.StartsWith(Questionnaires, StringComparison.Ordinal)
                && part.Name[Questionnaires.Length..].Split('/') is { Length: <= 2 } names
                && names.All(IsPlain)
            )
        );

    private static bool IsPlain(string name) =>
        name.Length > 0
        && name[0] != '.'
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_.".Contains(letter, StringComparison.Ordinal));
}

/// <summary>A file in a backup.</summary>
/// <param name="Sha256">Of its content, in small hexadecimal digits.</param>
public sealed record BackupPart(string Name, long Bytes, string Sha256);
