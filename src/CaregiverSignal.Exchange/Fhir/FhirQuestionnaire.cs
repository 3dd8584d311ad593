using System.Globalization;
using CaregiverSignal.Questionnaires;
using R4 = Hl7.Fhir.Model;

namespace CaregiverSignal.Fhir;

internal static class FhirQuestionnaire
{
    private const string Hl7Extension = "http://hl7.org/fhir/StructureDefinition/";

    public static R4.Questionnaire Of(Instrument instrument) =>
        new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{instrument.Key}-{instrument.Version}"),
            Language = "nl",
            Url = FhirNames.UrlOf(instrument),
            Version = instrument.Version.ToString(CultureInfo.InvariantCulture),
            Name = NameOf(instrument.Key),
            Title = instrument.Name.Nl,
            Status = R4.PublicationStatus.Active,
            SubjectType = [R4.ResourceType.Patient],
            Description = instrument.Measures,
            Copyright = $"{instrument.Licence.Holder}. {instrument.Licence.Permission}",
            Item = [.. instrument.Items.Select(item => ItemOf(instrument, item))],
        };

    private static R4.Questionnaire.ItemComponent ItemOf(Instrument instrument, Item item)
    {
        // A licence to use texts does not let an operator pass them on.
        var isOurs = instrument.Wording.State == WordingState.Own;
        var asked = new R4.Questionnaire.ItemComponent { LinkId = item.Key, Text = isOurs ? item.Text.Nl : null };
        if (FhirNames.IsNumber(item))
        {
            asked.Type = R4.Questionnaire.QuestionnaireItemType.Integer;
            asked.Extension =
            [
                new(Hl7Extension + "minValue", new R4.Integer(item.Lowest)),
                new(Hl7Extension + "maxValue", new R4.Integer(item.Highest)),
            ];
            return asked;
        }

        asked.Type = R4.Questionnaire.QuestionnaireItemType.Choice;
        foreach (var code in item.Codes)
        {
            var answer = new R4.Coding(
                FhirNames.AnswersOf(instrument, item),
                code.Value.ToString(CultureInfo.InvariantCulture),
                isOurs ? code.Label.Nl : null
            )
            {
                Extension = [new(Hl7Extension + "ordinalValue", new R4.FhirDecimal(code.Value))],
            };
            asked.AnswerOption.Add(new R4.Questionnaire.AnswerOptionComponent { Value = answer });
        }

        return asked;
    }

    /// <summary>A name for programs: <c>Ssl12I</c> for <c>ssl-12-i</c>.</summary>
    private static string NameOf(string key) =>
        string.Concat(key.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
