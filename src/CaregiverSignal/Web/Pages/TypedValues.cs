using CaregiverSignal.Web.Fields;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaregiverSignal.Web.Pages;

/// <summary>How a page's properties are read from what a person typed.</summary>
internal static class TypedValues
{
    /// <summary>Said at a field of which the page says nothing itself.</summary>
    public static readonly string Unreadable = Texts.Of("Web.Shared")["Unreadable"];

    public static void Configure(MvcOptions options)
    {
        options.ModelBinderProviders.Insert(0, new Provider());
        options.Filters.Add(new FormFirst());
        options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        var says = options.ModelBindingMessageProvider;
        says.SetAttemptedValueIsInvalidAccessor((_, _) => Unreadable);
        says.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => Unreadable);
        says.SetUnknownValueIsInvalidAccessor(_ => Unreadable);
        says.SetNonPropertyUnknownValueIsInvalidAccessor(() => Unreadable);
        says.SetValueIsInvalidAccessor(_ => Unreadable);
        says.SetValueMustNotBeNullAccessor(_ => Unreadable);
    }

    private sealed class Provider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            context.Metadata.UnderlyingOrModelType == typeof(DateOnly) ? new DayBinder()
            : context.Metadata.ModelType == typeof(string) ? new TextBinder()
            : null;
    }

    /// <summary>As a browser sends a day, or as people write it here, whatever the machine's language.</summary>
    private sealed class DayBinder : IModelBinder
    {
        public Task BindModelAsync(ModelBindingContext context)
        {
            var typed = Taken(context);
            if (Typed.Day(typed) is { } day)
                context.Result = ModelBindingResult.Success(day);
            else if (typed.Length > 0)
                context.ModelState.TryAddModelError(context.ModelName, Unreadable);
            else if (context.ModelState.ContainsKey(context.ModelName))
                context.Result = ModelBindingResult.Success(null); // Left open.
            return Task.CompletedTask;
        }
    }

    /// <summary>
    /// Never null; a browser sends each line break as two characters, and one is stored and counted.
    /// </summary>
    private sealed class TextBinder : IModelBinder
    {
        public Task BindModelAsync(ModelBindingContext context)
        {
            if (context.ValueProvider.GetValue(context.ModelName) != ValueProviderResult.None)
                context.Result = ModelBindingResult.Success(Taken(context).ReplaceLineEndings("\n"));
            return Task.CompletedTask;
        }
    }

    private static string Taken(ModelBindingContext context)
    {
        var given = context.ValueProvider.GetValue(context.ModelName);
        if (given != ValueProviderResult.None)
            context.ModelState.SetModelValue(context.ModelName, given);
        return (given.FirstValue ?? "").Trim();
    }
}
