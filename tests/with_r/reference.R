# What R says of the data sets in a folder: one line a figure, "set,name,value", to 15 digits.
# Packages: survival (waiting), VGAM (beta-binomial), stats (all else).
suppressPackageStartupMessages({library(survival); library(VGAM)})

folder <- commandArgs(trailingOnly = TRUE)[1]
tell <- function(set, name, values) {
  names <- if (length(values) == 1) name else paste0(name, "[", seq_along(values) - 1, "]")
  cat(paste(set, names, format(as.numeric(values), digits = 15, trim = TRUE), sep = ","), sep = "\n")
}
of <- function(set, what) read.csv(file.path(folder, paste0(set, "-", what, ".csv")))

for (set in readLines(file.path(folder, "sets"))) {
  waits <- of(set, "waits")
  curve <- survfit(Surv(time, seen) ~ 1, data = waits, conf.type = "log-log")
  known <- curve$surv > 0 & curve$surv < 1
  tell(set, "waiting", curve$surv)
  tell(set, "error", (curve$std.err * curve$surv)[known])
  tell(set, "low", curve$lower[known])
  tell(set, "high", curve$upper[known])
  test <- survdiff(Surv(time, seen) ~ group + strata(stratum), data = waits)
  tell(set, "chi_square", test$chisq)
  ends <- survfit(Surv(time, factor(end, levels = 0:2)) ~ 1, data = waits)
  tell(set, "ended_1", ends$pstate[, 2])
  tell(set, "ended_2", ends$pstate[, 3])

  strata <- of(set, "strata")
  tables <- array(rbind(strata$k1, strata$n1 - strata$k1, strata$k0, strata$n0 - strata$k0),
                  dim = c(2, 2, nrow(strata)))
  tell(set, "common", mantelhaen.test(tables, correct = FALSE)$p.value)
  tell(set, "exact", fisher.test(apply(tables, c(1, 2), sum))$p.value)

  weeks <- of(set, "weeks")
  fit <- glm(cbind(k, n - k) ~ t + after + since, family = quasibinomial, data = weeks,
             control = glm.control(epsilon = 1e-14, maxit = 100))
  tell(set, "beta", coef(fit))
  tell(set, "phi", summary(fit)$dispersion)
  tell(set, "quasi_error", sqrt(diag(vcov(fit))))

  team <- of(set, "team")
  shape <- of(set, "shape")
  tell(set, "smooth", sum(dbetabinom.ab(team$k, team$n, shape$a, shape$b, log = TRUE)))
  loss <- function(at) -sum(dbetabinom.ab(team$k, team$n, exp(at[1]), exp(at[2]), log = TRUE))
  best <- optim(log(c(shape$a, shape$b)), loss, control = list(reltol = 1e-14, maxit = 5000))
  tell(set, "smooth_best", -best$value)
  tell(set, "alike", sum(dbinom(team$k, team$n, sum(team$k) / sum(team$n), log = TRUE)))
  tell(set, "groups", sum(log(shape$share * dbinom(team$k, team$n, shape$p1)
                              + (1 - shape$share) * dbinom(team$k, team$n, shape$p2))))
  score <- prop.test(sum(team$k), sum(team$n), correct = FALSE)$conf.int
  tell(set, "wilson", score)
  tell(set, "jeffreys", qbeta(c(0.025, 0.975), sum(team$k) + 0.5, sum(team$n - team$k) + 0.5))
  tell(set, "adjusted", p.adjust(of(set, "looks")$p, method = "BH"))
}
