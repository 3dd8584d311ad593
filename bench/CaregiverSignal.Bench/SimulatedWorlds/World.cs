namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>What drives the answers in a world.</summary>
public enum Driver
{
    /// <summary>A single burden drives both strain and how long people can go on.</summary>
    OneBurden,

    /// <summary>Strain and perseverance are half correlated, each with a course of its own.</summary>
    TwoBurdens,

    /// <summary>People differ for life, and only deviations from their own usual predict a collapse.</summary>
    TraitAndState,
}

/// <summary>How care comes to an end in a world.</summary>
public enum Onset
{
    /// <summary>The heavier, the likelier, and never certain.</summary>
    Hazard,

    /// <summary>Hardly ever below a personal limit, often above it.</summary>
    Limit,

    /// <summary>Mostly after an event that nobody saw coming.</summary>
    Sudden,

    /// <summary>A mixture of the three.</summary>
    Mixed,
}

/// <summary>
/// One way in which caregivers might be: all its numbers are drawn from wide priors of our own
/// (<see cref="Worlds.Draw"/>).
/// </summary>
/// <remarks>
/// All inner states have mean 0 and deviation 1 over the people: strain, perseverance (higher is worse), a state that
/// no question asks about, satisfaction, support. Danger is a weighted sum of the first three. Only what
/// <see cref="Gate"/> measures has a source; such worlds show whether rules are consistent, and nothing about people.
/// Signals help nobody here.
/// </remarks>
public sealed record World(int Seed)
{
    public Driver Driver { get; init; }

    public Onset Onset { get; init; }

    /// <summary>Correlation of strain and perseverance; 1 with one burden.</summary>
    public double Correlation { get; init; } = 1;

    /// <summary>The share of the variance that is lifelong; the rest varies over time.</summary>
    public double Trait { get; init; }

    /// <summary>The share of this month's state that remains in the next.</summary>
    public double Persistence { get; init; }

    /// <summary>The deviation of the yearly linear change in a person's strain.</summary>
    public double SlopeAYear { get; init; }

    /// <summary>Mean collapses per person per year, before events and answering styles.</summary>
    public double CollapsesAYear { get; init; }

    /// <summary>How much one deviation of danger adds to the logarithm of the hazard.</summary>
    public double Steepness { get; init; }

    /// <summary>The weights in the danger of strain, perseverance and the state that no question asks about.</summary>
    public (double Strain, double Perseverance, double Hidden) Danger { get; init; }

    /// <summary>
    /// The shares of the collapses by hazard, above a limit, after a sudden event, and without any reason.
    /// </summary>
    public (double Hazard, double Limit, double Sudden, double Luck) CollapseShares { get; init; }

    /// <summary>The mean and deviation of people's personal limits of danger.</summary>
    public (double Mean, double Deviation) Limit { get; init; }

    /// <summary>Serious events per person per year, and the share of them that is sudden.</summary>
    public (double AYear, double SuddenShare) Events { get; init; }

    /// <summary>What a serious event adds to strain and perseverance, and in how many days it fades.</summary>
    public (double Size, double Days) Shock { get; init; }

    /// <summary>
    /// What a serious event adds to the logarithm of the hazard for 90 days; 0 if it predicts nothing.
    /// </summary>
    public double EventRisk { get; init; }

    /// <summary>
    /// The share of serious events that is reported, and the yearly reports of events that never happened.
    /// </summary>
    public (double Share, double FalseAYear) Reports { get; init; }

    /// <summary>
    /// The share of check-ins that the average person answers, and the deviation between people, in logits.
    /// </summary>
    public (double Middle, double Deviation) Answering { get; init; }

    /// <summary>
    /// Logits by which one deviation of danger lowers the chance to answer; below 0, people in danger answer more.
    /// </summary>
    public double Silence { get; init; }

    /// <summary>The share of people per year who stop answering for good, for reasons unrelated to care.</summary>
    public double StopsAYear { get; init; }

    /// <summary>
    /// What one deviation of satisfaction adds to the logarithm of the hazard; above 0, satisfied people collapse
    /// sooner.
    /// </summary>
    public double SatisfactionRisk { get; init; }

    /// <summary>By how much one deviation of support lowers the logarithm of the hazard.</summary>
    public double SupportRelief { get; init; }

    /// <summary>The share of the usual strain of the last year that a person no longer reports.</summary>
    public double Adaptation { get; init; }

    /// <summary>How strongly a lifelong style of answering affects every question.</summary>
    public double Style { get; init; }

    /// <summary>
    /// The average person's requests to be called per answered check-in, and the factor for one deviation of danger, as
    /// a logarithm.
    /// </summary>
    public (double Share, double Slope) Requests { get; init; }

    /// <summary>The weights in the CSI of strain, of the list as a whole, and of the moment in each question.</summary>
    public (double Strain, double List, double Moment) Csi { get; init; }

    /// <summary>The level of the average person's CSI, in deviations of a question.</summary>
    public double CsiLevel { get; init; }

    /// <summary>The weight of strain in self-rated burden.</summary>
    public double Srb { get; init; }

    /// <summary>
    /// The weights of perseverance and strain in the perseverance time, and how much shorter its times are, in
    /// deviations.
    /// </summary>
    public (double Perseverance, double Strain, double Shift) Time { get; init; }

    /// <summary>The mean and deviation of happiness, and the weight of strain in it.</summary>
    public (double Mean, double Deviation, double Strain) Happiness { get; init; }

    /// <summary>Respite started per heavily strained person per year; it lowers strain for four months.</summary>
    public double RespiteAYear { get; init; }

    /// <summary>Whether a common belief is reversed in this world: about silence, events or satisfaction.</summary>
    public bool IsAgainstBelief => Silence <= 0 || EventRisk <= 0 || SatisfactionRisk > 0;
}
