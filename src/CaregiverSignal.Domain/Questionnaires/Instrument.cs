using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using CaregiverSignal.Files;

namespace CaregiverSignal.Questionnaires;

/// <summary>One version of a questionnaire: what is asked, how it is scored, and where every rule comes from.</summary>
/// <param name="Key">Its key in files and settings, such as <c>csi</c>.</param>
/// <param name="Version">From 1; once answered, a file never changes under the same version.</param>
/// <param name="Measures">What it measures, in English.</param>
/// <param name="Intro">One line above the first question.</param>
/// <param name="ShortForm">The shorter questionnaire that can replace this one; null when there is none.</param>
/// <param name="Unsupplied">Scales whose numbers the operator has to supply and has not supplied.</param>
/// <param name="Supply">The numbers that the operator supplied to the scales; null without any.</param>
/// <param name="Source">The definition file.</param>
public sealed record Instrument(
    string Key,
    int Version,
    LocalText Name,
    string Measures,
    LocalText Intro,
    Wording Wording,
    Licence Licence,
    Interval Interval,
    ShortForm? ShortForm,
    MissingRule Missing,
    IReadOnlyList<AnswerSet> Answers,
    IReadOnlyList<Item> Items,
    IReadOnlyList<Scale> Scales,
    IReadOnlyList<UnsuppliedScale> Unsupplied,
    Supply? Supply,
    SourceFile Source
)
{
    /// <summary>SHA-256 of the definition file, lower-case hex; it shows that a file changed and its version did
    /// not.</summary>
    public string Hash => Source.Hash;

    public IReadOnlyList<Scale> Scales
    {
        get;
        init => (field, ScaleArray) = (value, [.. value]);
    } = Scales;

    /// <summary>The same scales as an array, for scoring: reading them through the interface would take a tenth of its
    /// time.</summary>
    internal ImmutableArray<Scale> ScaleArray { get; private init; } = [.. Scales];

    /// <summary>Whether it has words to ask it in; without them it can only be imported and scored.</summary>
    public bool CanBeAsked => Wording.State != WordingState.NotSupplied;

    /// <summary>Whether its answers are never scored: people read them as they are.</summary>
    public bool IsUnscored => Scales.Count + Unsupplied.Count == 0;

    /// <summary>The same questionnaire in a few words with a picture for each answer; null without such words. Its
    /// answers mean the same and are scored alike; its responses keep the name of these words.</summary>
    public Instrument? InPictures { get; init; }

    public Item? Item(string key) => Items.FirstOrDefault(item => item.Key == key);

    /// <summary>An item's place among the items, from 0; −1 when there is no such item, or the code is not one of its
    /// answers.</summary>
    public int PlaceOf(string key, int code)
    {
        for (var place = 0; place < Items.Count; place++)
        {
            if (Items[place].Key == key)
                return Items[place].Allows(code) ? place : -1;
        }

        return -1;
    }

    public Scale? Scale(string key) => Scales.FirstOrDefault(scale => scale.Key == key);

    /// <summary>The name of the supplied numbers that a scale is scored with; null when the definition has them
    /// all.</summary>
    public string? SetOf(string scale) =>
        Supply is not null && Scale(scale) is { IsSupplied: true } ? Supply.Set : null;
}

public enum WordingState
{
    /// <summary>Our words, not the validated ones.</summary>
    Own,

    /// <summary>The published words, supplied by an operator who may use them.</summary>
    Official,

    /// <summary>No words: the questionnaire cannot be asked.</summary>
    NotSupplied,
}

/// <summary>Whose words the items are, and their version: stored with each response.</summary>
/// <param name="Version">The wording's own name, such as <c>own-1</c>; <c>none</c> when it is not supplied.</param>
/// <param name="Note">Where the words come from, or why there are none.</param>
/// <param name="Source">The file with the words; null when it is not supplied.</param>
public sealed record Wording(WordingState State, string Version, string Note, SourceFile? Source)
{
    /// <summary>SHA-256 of the wording file, lower-case hex; empty when it is not supplied.</summary>
    public string Hash => Source?.Hash ?? "";

    /// <summary>The file's name, as messages give it; empty when it is not supplied.</summary>
    public string File => Source?.Name ?? "";

    /// <summary>Stored with a response whose answers were imported: its words are not known here.</summary>
    public const string Imported = "imported";

    /// <summary>The state in words: own, official or not supplied.</summary>
    public string StateName =>
        State switch
        {
            WordingState.Own => "own",
            WordingState.Official => "official",
            _ => "not supplied",
        };
}

public enum LicenceState
{
    Ours,

    /// <summary>A published text allows the use.</summary>
    Free,

    /// <summary>No licence text was found.</summary>
    Unknown,

    /// <summary>The holder licenses each use.</summary>
    Registration,
}

/// <summary>Who holds the rights, what use is allowed, and the source for that.</summary>
public sealed record Licence(string Holder, LicenceState State, string Permission, string Source);

/// <summary>How often a questionnaire may be asked: at most once in so many days.</summary>
public sealed record Interval([property: Range(1, 366)] int Days, string Source);

/// <summary>The shorter questionnaire that can replace a long one.</summary>
public sealed record ShortForm(string Key, string Source);

/// <summary>How a scale is scored when items were skipped.</summary>
/// <param name="MostSkipped">Up to this many skipped items of a scale count as the mean of the answered ones (a
/// published person-mean rule); 0: a scale with a skipped item has no value, only bounds.</param>
public sealed record MissingRule(int MostSkipped, string Source);

/// <summary>A set of raw codes that several items share.</summary>
public sealed record AnswerSet(string Key, IReadOnlyList<int> Codes, string Source);

/// <summary>One question with the raw codes it may be answered with.</summary>
/// <param name="Answers">The key of its answer set.</param>
/// <param name="About">Its subject in English, for developers; null when the file does not give it.</param>
/// <param name="Text">The question; the item's key while no wording is supplied.</param>
/// <param name="Codes">Every raw code that may be stored or imported.</param>
/// <param name="Choices">The codes a page offers, in the order shown: all of them, or steps of ten out of 0 to
/// 100.</param>
/// <param name="Short">What the question is about in a few words ("uw slaap"), for a sentence about the answers; null
/// when there is none.</param>
public sealed record Item(
    string Key,
    string Answers,
    string? About,
    LocalText Text,
    LocalText? Hint,
    LocalText? Short,
    IReadOnlyList<Code> Codes,
    IReadOnlyList<Code> Choices
)
{
    /// <summary>Something good that nobody can arrange, such as joy or health: the caregiver's result names it when it
    /// is there, and never as missing.</summary>
    public bool IsNamedOnlyWhenPresent { get; init; }

    public int Lowest { get; } = Codes.Min(code => code.Value);

    public int Highest { get; } = Codes.Max(code => code.Value);

    /// <summary>The codes as a message lists them: "0 to 10", or "0, 1, 3" when there are gaps.</summary>
    public FormattableString Allowed
    {
        get
        {
            if (Highest - Lowest + 1 == Codes.Count)
                return $"{Lowest} to {Highest}";
            return $"{string.Join(", ", Codes.Select(code => code.Value).Order())}";
        }
    }

    public bool Allows(int value)
    {
        foreach (var code in Codes)
        {
            if (code.Value == value)
                return true;
        }
        return false;
    }
}

/// <summary>A raw answer code and its label.</summary>
/// <param name="Picture">The name of the picture above the label; null in words without pictures.</param>
public sealed record Code(int Value, [property: DutchOrMore] LocalText Label, string? Picture = null);
