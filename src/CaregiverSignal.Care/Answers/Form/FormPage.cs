using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Answers.Form;

/// <summary>The questions shown together on one page of the form.</summary>
/// <param name="Number">From 1; the page for own words comes last.</param>
/// <param name="OpensPart">Whether it is the first page of its questionnaire.</param>
public sealed record FormPage(int Number, Instrument Instrument, IReadOnlyList<Item> Items, bool OpensPart)
{
    public string FieldOf(Item item) => $"{Instrument.Key}.{item.Key}";

    /// <summary>The same questions with pictures; unchanged if they have none.</summary>
    public FormPage InPictures() =>
        Instrument.InPictures is { } pictures
            ? this with
            {
                Instrument = pictures,
                Items = [.. Items.Select(item => pictures.Item(item.Key)!)],
            }
            : this;

    public bool Has(string field) => Items.Any(item => FieldOf(item) == field);
}
