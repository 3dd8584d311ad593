using System.Globalization;
using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using R4 = Hl7.Fhir.Model;

namespace CaregiverSignal.Fhir;

internal static class FhirResponse
{
    /// <summary>A questionnaire that was asked and not answered, included so that silence is no gap.</summary>
    public static R4.QuestionnaireResponse Unanswered(CheckIn checkIn, Instrument instrument) =>
        Asked(
            checkIn,
            string.Create(CultureInfo.InvariantCulture, $"{checkIn.Id}-{instrument.Key}"),
            instrument,
            checkIn.ClosedAt is null
                ? R4.QuestionnaireResponse.QuestionnaireResponseStatus.InProgress
                : R4.QuestionnaireResponse.QuestionnaireResponseStatus.Stopped
        );

    /// <param name="given">Without skipped items.</param>
    public static R4.QuestionnaireResponse Of(
        CheckIn checkIn,
        Response response,
        Instrument instrument,
        IEnumerable<CheckInAnswer> given
    )
    {
        var answered = Asked(
            checkIn,
            FhirNames.Text(response.Id),
            instrument,
            R4.QuestionnaireResponse.QuestionnaireResponseStatus.Completed
        );
        answered.Authored = FhirNames.Text(response.AnsweredOn);
        answered.Source = FhirNames.PatientOf(checkIn.CaregiverId);
        if (response.EnteredBy == "caregiver")
            answered.Author = FhirNames.PatientOf(checkIn.CaregiverId);
        var values = given.ToDictionary(answer => answer.Item, answer => answer.Value);
        foreach (var item in instrument.Items)
        {
            if (values.TryGetValue(item.Key, out var value))
                answered.Item.Add(
                    new() { LinkId = item.Key, Answer = [new() { Value = ValueOf(instrument, item, value) }] }
                );
        }

        return answered;
    }

    public static R4.Observation Observation(Response response, Instrument instrument, StoredScore score)
    {
        var scale = instrument.Scale(score.Scale);
        var code = $"{instrument.Key}.{score.Scale}";
        return new R4.Observation
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{response.Id}-{score.Scale}"),
            Status = R4.ObservationStatus.Final,
            Category = [FhirNames.Concept(FhirNames.ObservationCategory, "survey", "Survey")],
            Code = FhirNames.Concept(FhirNames.Scale, code, scale?.Name.En),
            Subject = FhirNames.PatientOf(response.CaregiverId),
            Effective = new R4.FhirDateTime(FhirNames.Text(response.AnsweredOn)),
            Value = ValueOf(scale, score),
            Interpretation = score.Band is { } band
                ?
                [
                    FhirNames.Concept(
                        FhirNames.Band,
                        $"{code}.{band}",
                        scale?.Bands.FirstOrDefault(item => item.Key == band)?.Label.En
                    ),
                ]
                : [],
            // Numbers supplied by an operator have their own name.
            Method = score.SuppliedSet is { } set ? new R4.CodeableConcept { Text = set } : null,
            DerivedFrom = [new R4.ResourceReference("QuestionnaireResponse/" + FhirNames.Text(response.Id))],
        };
    }

    private static R4.QuestionnaireResponse Asked(
        CheckIn checkIn,
        string id,
        Instrument instrument,
        R4.QuestionnaireResponse.QuestionnaireResponseStatus status
    ) =>
        new()
        {
            Id = id,
            Meta = new R4.Meta { Tag = [new R4.Coding(FhirNames.AskedOn, FhirNames.Text(checkIn.AskedOn))] },
            Questionnaire = FhirNames.CanonicalOf(instrument.Key, instrument.Version),
            Status = status,
            Subject = FhirNames.PatientOf(checkIn.CaregiverId),
        };

    private static R4.DataType ValueOf(Instrument instrument, Item item, int value) =>
        FhirNames.IsNumber(item)
            ? new R4.Integer(value)
            : new R4.Coding(
                FhirNames.AnswersOf(instrument, item),
                value.ToString(CultureInfo.InvariantCulture),
                instrument.Wording.State == WordingState.Own
                    ? item.Codes.FirstOrDefault(code => code.Value == value)?.Label.Nl
                    : null
            );

    /// <summary>A whole number for sums and counts, else a quantity; with skipped items, the value's range.</summary>
    private static R4.DataType ValueOf(Scale? scale, StoredScore score)
    {
        if (score.Value is not { } value)
            return new R4.Range { Low = Score(score.Low), High = Score(score.High) };
        return scale is { Kind: ScaleKind.Sum or ScaleKind.Count } && double.IsInteger(value)
            ? new R4.Integer((int)value)
            : Score(value);
    }

    private static R4.Quantity Score(double value) =>
        new()
        {
            // Converted through text, because a cast would round to fifteen digits.
            Value = decimal.Parse(
                value.ToString("R", CultureInfo.InvariantCulture),
                NumberStyles.Float,
                CultureInfo.InvariantCulture
            ),
            Unit = "score",
            System = "http://unitsofmeasure.org",
            Code = "{score}",
        };
}
